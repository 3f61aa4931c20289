#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _21
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _51 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _54 = (_51 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _64 = SPIRV_CROSS_CONSTANT_ID_0;

struct _122
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _175 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _180 = SPIRV_CROSS_CONSTANT_ID_3;

struct _184
{
    uint _m0[1];
};

constant uint _200 = (_175 * _180);
constant uint _202 = (_175 * _180);
constant uint _207 = (_175 * _180);

struct _290
{
    float4 _m0[1];
};

struct _325
{
    uint4 _m0[1];
};

struct _339
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _404 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _405 = (_404 == 1u);
constant uint _415 = (_175 * _180);
constant uint _428 = (_175 * _180);
constant uint _431 = (8u * _64);
constant uint _455 = (_175 * _180);
constant uint _481 = (_175 * _180);
constant uint _482 = (_481 + _64);
constant uint _483 = (_482 - 1u);
constant uint _484 = (_483 / _64);
constant uint _502 = (_175 * _180);
constant bool _522 = (_404 == 1u);
constant uint _532 = (_175 * _180);
constant uint _544 = (_175 * _180);
constant uint _567 = (_175 * _180);
constant uint _608 = (_175 * _180);
constant uint _652 = (_175 * _180);

struct _668
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _695 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_695, 1u, 1u);

kernel void main0(constant _122& _124 [[buffer(0)]], const device _184& _186 [[buffer(1)]], const device _290& _292 [[buffer(2)]], const device _325& _327 [[buffer(3)]], const device _339& _341 [[buffer(5)]], device _668& _670 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _67[_64];
    threadgroup float _434[_431];
    uint _176 = gl_WorkGroupID.x * _175;
    uint _181 = gl_WorkGroupID.y * _180;
    float _205[_202];
    float _210[_207];
    for (uint _922 = 0u; _922 < _200; )
    {
        _210[_922] = 0.0;
        _205[_922] = 0.0;
        _922++;
        continue;
    }
    uint _923;
    _923 = gl_LocalInvocationID.x;
    _21 _237[_175];
    _21 _253[_175];
    float4 _287[_180];
    for (; _923 < _124._m0; _923 += _64)
    {
        for (uint _957 = 0u; _957 < _175; )
        {
            _21 _727 = _21{ uint4(4u * ((min((_176 + _957), (_124._m3 - 1u)) * _124._m0) + _923)), 1.0, 0.0 };
            _237[_957] = _727;
            _253[_957] = _727;
            _957++;
            continue;
        }
        uint _958;
        _958 = 0u;
        for (; _958 < 4u; _958++)
        {
            for (uint _961 = 0u; _961 < _180; )
            {
                _287[_961] = _292._m0[((min((_181 + _961), (_186._m0[_124._m6] - 1u)) * (_124._m2 / 4u)) + (4u * _923)) + _958];
                _961++;
                continue;
            }
            uint _962;
            _962 = 0u;
            for (; _962 < _175; _962++)
            {
                float4 _336 = as_type<float4>(_327._m0[_237[_962]._m0.x + _958]);
                float4 _349 = as_type<float4>(_341._m0[_253[_962]._m0.x + _958]);
                for (uint _965 = 0u; _965 < _180; )
                {
                    uint _361 = (_965 * _175) + _962;
                    _205[_361] = fma(_287[_965].w, _336.w, fma(_287[_965].z, _336.z, fma(_287[_965].y, _336.y, fma(_287[_965].x, _336.x, _205[_361]))));
                    _210[_361] = fma(_287[_965].w, _349.w, fma(_287[_965].z, _349.z, fma(_287[_965].y, _349.y, fma(_287[_965].x, _349.x, _210[_361]))));
                    _965++;
                    continue;
                }
            }
        }
    }
    float _487[_484];
    if (_405)
    {
        uint _932;
        _932 = 0u;
        uint _427;
        for (; _932 < _415; _932 = _427)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _951;
            _951 = _932;
            for (;;)
            {
                _427 = _932 + 8u;
                if (_951 < min(_427, _428))
                {
                    _434[((_951 - _932) * _64) + gl_LocalInvocationID.x] = _205[_951];
                    _951++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _453 = ((gl_LocalInvocationID.x + _64) - (_932 % _64)) % _64;
            if (_453 < min(8u, (_455 - _932)))
            {
                float _955;
                _955 = 0.0;
                for (uint _953 = 0u; _953 < _64; )
                {
                    _955 += _434[(_453 * _64) + _953];
                    _953++;
                    continue;
                }
                _487[_932 / _64] = _955;
            }
        }
    }
    else
    {
        for (uint _924 = 0u; _924 < _502; _924++)
        {
            float _508 = _205[_924];
            float _927;
            do
            {
                float _801 = simd_sum(_508);
                if (_54)
                {
                    _927 = _801;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _805 = simd_is_first();
                if (_805)
                {
                    _67[gl_SubgroupID] = _801;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _926;
                _926 = _67[0];
                for (uint _925 = 1u; _925 < gl_NumSubgroups; )
                {
                    _926 += _67[_925];
                    _925++;
                    continue;
                }
                _927 = _926;
                break;
            } while(false);
            if ((_924 % _64) == gl_LocalInvocationID.x)
            {
                _487[_924 / _64] = _927;
            }
        }
    }
    float _593[_484];
    if (_522)
    {
        uint _941;
        _941 = 0u;
        uint _543;
        for (; _941 < _532; _941 = _543)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _945;
            _945 = _941;
            for (;;)
            {
                _543 = _941 + 8u;
                if (_945 < min(_543, _544))
                {
                    _434[((_945 - _941) * _64) + gl_LocalInvocationID.x] = _210[_945];
                    _945++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _565 = ((gl_LocalInvocationID.x + _64) - (_941 % _64)) % _64;
            if (_565 < min(8u, (_567 - _941)))
            {
                float _949;
                _949 = 0.0;
                for (uint _947 = 0u; _947 < _64; )
                {
                    _949 += _434[(_565 * _64) + _947];
                    _947++;
                    continue;
                }
                _593[_941 / _64] = _949;
            }
        }
    }
    else
    {
        for (uint _933 = 0u; _933 < _608; _933++)
        {
            float _614 = _210[_933];
            float _936;
            do
            {
                float _851 = simd_sum(_614);
                if (_54)
                {
                    _936 = _851;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _855 = simd_is_first();
                if (_855)
                {
                    _67[gl_SubgroupID] = _851;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _935;
                _935 = _67[0];
                for (uint _934 = 1u; _934 < gl_NumSubgroups; )
                {
                    _935 += _67[_934];
                    _934++;
                    continue;
                }
                _936 = _935;
                break;
            } while(false);
            if ((_933 % _64) == gl_LocalInvocationID.x)
            {
                _593[_933 / _64] = _936;
            }
        }
    }
    for (uint _942 = 0u; _942 < _484; _942++)
    {
        uint _640 = (_942 * _64) + gl_LocalInvocationID.x;
        uint _645 = _176 + (_640 % _175);
        uint _650 = _181 + (_640 / _175);
        bool _653 = _640 < _652;
        bool _660;
        if (_653)
        {
            _660 = _645 < _124._m3;
        }
        else
        {
            _660 = _653;
        }
        if (_660 && (_650 < _186._m0[_124._m6]))
        {
            _670._m0[((_650 * _124._m5) + _124._m4) + _645] = (_487[_942] / (1.0 + exp(fma((0.0447149984538555145263671875 * _487[_942]) * _487[_942], _487[_942], _487[_942]) * (-1.5957691669464111328125)))) * _593[_942];
        }
    }
}

