#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _28
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _57 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _60 = (_57 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _70 = SPIRV_CROSS_CONSTANT_ID_0;

struct _146
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
constant uint _199 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _204 = SPIRV_CROSS_CONSTANT_ID_3;

struct _208
{
    uint _m0[1];
};

constant uint _224 = (_199 * _204);
constant uint _226 = (_199 * _204);
constant uint _231 = (_199 * _204);

struct _314
{
    float4 _m0[1];
};

struct _349
{
    uint2 _m0[1];
};

struct _364
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _430 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _431 = (_430 == 1u);
constant uint _441 = (_199 * _204);
constant uint _454 = (_199 * _204);
constant uint _457 = (8u * _70);
constant uint _481 = (_199 * _204);
constant uint _507 = (_199 * _204);
constant uint _508 = (_507 + _70);
constant uint _509 = (_508 - 1u);
constant uint _510 = (_509 / _70);
constant uint _528 = (_199 * _204);
constant bool _548 = (_430 == 1u);
constant uint _558 = (_199 * _204);
constant uint _570 = (_199 * _204);
constant uint _593 = (_199 * _204);
constant uint _634 = (_199 * _204);
constant uint _678 = (_199 * _204);

struct _694
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _721 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_721, 1u, 1u);

kernel void main0(constant _146& _148 [[buffer(0)]], const device _208& _210 [[buffer(1)]], const device _314& _316 [[buffer(2)]], const device _349& _351 [[buffer(3)]], const device _364& _366 [[buffer(5)]], device _694& _696 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _73[_70];
    threadgroup float _460[_457];
    uint _200 = gl_WorkGroupID.x * _199;
    uint _205 = gl_WorkGroupID.y * _204;
    float _229[_226];
    float _234[_231];
    for (uint _988 = 0u; _988 < _224; )
    {
        _234[_988] = 0.0;
        _229[_988] = 0.0;
        _988++;
        continue;
    }
    uint _989;
    _989 = gl_LocalInvocationID.x;
    _28 _261[_199];
    _28 _277[_199];
    float4 _311[_204];
    for (; _989 < _148._m0; _989 += _70)
    {
        for (uint _1023 = 0u; _1023 < _199; )
        {
            _28 _753 = _28{ uint4(4u * ((min((_200 + _1023), (_148._m3 - 1u)) * _148._m0) + _989)), 1.0, 0.0 };
            _261[_1023] = _753;
            _277[_1023] = _753;
            _1023++;
            continue;
        }
        uint _1024;
        _1024 = 0u;
        for (; _1024 < 4u; _1024++)
        {
            for (uint _1027 = 0u; _1027 < _204; )
            {
                _311[_1027] = _316._m0[((min((_205 + _1027), (_210._m0[_148._m6] - 1u)) * (_148._m2 / 4u)) + (4u * _989)) + _1024];
                _1027++;
                continue;
            }
            uint _1028;
            _1028 = 0u;
            for (; _1028 < _199; _1028++)
            {
                uint _356 = _261[_1028]._m0.x + _1024;
                float4 _780 = as_type<float4>(uint4(_351._m0[_356].x << uint(16), _351._m0[_356].x & 4294901760u, _351._m0[_356].y << uint(16), _351._m0[_356].y & 4294901760u));
                uint _371 = _277[_1028]._m0.x + _1024;
                float4 _796 = as_type<float4>(uint4(_366._m0[_371].x << uint(16), _366._m0[_371].x & 4294901760u, _366._m0[_371].y << uint(16), _366._m0[_371].y & 4294901760u));
                for (uint _1031 = 0u; _1031 < _204; )
                {
                    uint _387 = (_1031 * _199) + _1028;
                    _229[_387] = fma(_311[_1031].w, _780.w, fma(_311[_1031].z, _780.z, fma(_311[_1031].y, _780.y, fma(_311[_1031].x, _780.x, _229[_387]))));
                    _234[_387] = fma(_311[_1031].w, _796.w, fma(_311[_1031].z, _796.z, fma(_311[_1031].y, _796.y, fma(_311[_1031].x, _796.x, _234[_387]))));
                    _1031++;
                    continue;
                }
            }
        }
    }
    float _513[_510];
    if (_431)
    {
        uint _998;
        _998 = 0u;
        uint _453;
        for (; _998 < _441; _998 = _453)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1017;
            _1017 = _998;
            for (;;)
            {
                _453 = _998 + 8u;
                if (_1017 < min(_453, _454))
                {
                    _460[((_1017 - _998) * _70) + gl_LocalInvocationID.x] = _229[_1017];
                    _1017++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _479 = ((gl_LocalInvocationID.x + _70) - (_998 % _70)) % _70;
            if (_479 < min(8u, (_481 - _998)))
            {
                float _1021;
                _1021 = 0.0;
                for (uint _1019 = 0u; _1019 < _70; )
                {
                    _1021 += _460[(_479 * _70) + _1019];
                    _1019++;
                    continue;
                }
                _513[_998 / _70] = _1021;
            }
        }
    }
    else
    {
        for (uint _990 = 0u; _990 < _528; _990++)
        {
            float _534 = _229[_990];
            float _993;
            do
            {
                float _859 = simd_sum(_534);
                if (_60)
                {
                    _993 = _859;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _863 = simd_is_first();
                if (_863)
                {
                    _73[gl_SubgroupID] = _859;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _992;
                _992 = _73[0];
                for (uint _991 = 1u; _991 < gl_NumSubgroups; )
                {
                    _992 += _73[_991];
                    _991++;
                    continue;
                }
                _993 = _992;
                break;
            } while(false);
            if ((_990 % _70) == gl_LocalInvocationID.x)
            {
                _513[_990 / _70] = _993;
            }
        }
    }
    float _619[_510];
    if (_548)
    {
        uint _1007;
        _1007 = 0u;
        uint _569;
        for (; _1007 < _558; _1007 = _569)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1011;
            _1011 = _1007;
            for (;;)
            {
                _569 = _1007 + 8u;
                if (_1011 < min(_569, _570))
                {
                    _460[((_1011 - _1007) * _70) + gl_LocalInvocationID.x] = _234[_1011];
                    _1011++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _591 = ((gl_LocalInvocationID.x + _70) - (_1007 % _70)) % _70;
            if (_591 < min(8u, (_593 - _1007)))
            {
                float _1015;
                _1015 = 0.0;
                for (uint _1013 = 0u; _1013 < _70; )
                {
                    _1015 += _460[(_591 * _70) + _1013];
                    _1013++;
                    continue;
                }
                _619[_1007 / _70] = _1015;
            }
        }
    }
    else
    {
        for (uint _999 = 0u; _999 < _634; _999++)
        {
            float _640 = _234[_999];
            float _1002;
            do
            {
                float _909 = simd_sum(_640);
                if (_60)
                {
                    _1002 = _909;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _913 = simd_is_first();
                if (_913)
                {
                    _73[gl_SubgroupID] = _909;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1001;
                _1001 = _73[0];
                for (uint _1000 = 1u; _1000 < gl_NumSubgroups; )
                {
                    _1001 += _73[_1000];
                    _1000++;
                    continue;
                }
                _1002 = _1001;
                break;
            } while(false);
            if ((_999 % _70) == gl_LocalInvocationID.x)
            {
                _619[_999 / _70] = _1002;
            }
        }
    }
    for (uint _1008 = 0u; _1008 < _510; _1008++)
    {
        uint _666 = (_1008 * _70) + gl_LocalInvocationID.x;
        uint _671 = _200 + (_666 % _199);
        uint _676 = _205 + (_666 / _199);
        bool _679 = _666 < _678;
        bool _686;
        if (_679)
        {
            _686 = _671 < _148._m3;
        }
        else
        {
            _686 = _679;
        }
        if (_686 && (_676 < _210._m0[_148._m6]))
        {
            _696._m0[((_676 * _148._m5) + _148._m4) + _671] = (_513[_1008] / (1.0 + exp(fma((0.0447149984538555145263671875 * _513[_1008]) * _513[_1008], _513[_1008], _513[_1008]) * (-1.5957691669464111328125)))) * _619[_1008];
        }
    }
}

