#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _25
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _48 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _51 = (_48 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _61 = SPIRV_CROSS_CONSTANT_ID_0;

struct _116
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _133
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _153 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _158 = SPIRV_CROSS_CONSTANT_ID_3;

struct _162
{
    uint _m0[1];
};

constant uint _182 = (_153 * _158);
constant uint _184 = (_153 * _158);

struct _281
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _344 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _345 = (_344 == 1u);
constant uint _355 = (_153 * _158);
constant uint _368 = (_153 * _158);
constant uint _371 = (8u * _61);
constant uint _395 = (_153 * _158);
constant uint _421 = (_153 * _158);
constant uint _422 = (_421 + _61);
constant uint _423 = (_422 - 1u);
constant uint _424 = (_423 / _61);
constant uint _442 = (_153 * _158);
constant uint _486 = (_153 * _158);

struct _502
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _523 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_523, 1u, 1u);

kernel void main0(constant _116& _118 [[buffer(0)]], const device _162& _164 [[buffer(1)]], const device _133& _135 [[buffer(2)]], const device _281& _283 [[buffer(3)]], device _502& _504 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _64[_61];
    threadgroup float _374[_371];
    uint _154 = gl_WorkGroupID.x * _153;
    uint _159 = gl_WorkGroupID.y * _158;
    uint _174 = _164._m0[_118._m6] - _118._m7;
    float _187[_184];
    for (uint _641 = 0u; _641 < _182; )
    {
        _187[_641] = 0.0;
        _641++;
        continue;
    }
    uint _642;
    _642 = gl_LocalInvocationID.x;
    _25 _213[_153];
    float4 _249[_158];
    for (; _642 < _118._m0; _642 += _61)
    {
        for (uint _661 = 0u; _661 < _153; )
        {
            _213[_661] = _25{ uint4(4u * ((min((_154 + _661), (_118._m3 - 1u)) * _118._m0) + _642)), 1.0, 0.0 };
            _661++;
            continue;
        }
        uint _662;
        _662 = 0u;
        for (; _662 < 4u; _662++)
        {
            for (uint _665 = 0u; _665 < _158; )
            {
                _249[_665] = _135._m0[((_118._m7 + min((_159 + _665), (_174 - 1u))) * (_118._m2 / 4u)) + ((4u * _642) + _662)];
                _665++;
                continue;
            }
            uint _666;
            _666 = 0u;
            for (; _666 < _153; _666++)
            {
                uint _288 = _213[_666]._m0.x + _662;
                float4 _578 = as_type<float4>(uint4(_283._m0[_288].x << uint(16), _283._m0[_288].x & 4294901760u, _283._m0[_288].y << uint(16), _283._m0[_288].y & 4294901760u));
                for (uint _669 = 0u; _669 < _158; )
                {
                    uint _306 = (_669 * _153) + _666;
                    _187[_306] = fma(_249[_669].w, _578.w, fma(_249[_669].z, _578.z, fma(_249[_669].y, _578.y, fma(_249[_669].x, _578.x, _187[_306]))));
                    _669++;
                    continue;
                }
            }
        }
    }
    float _427[_424];
    if (_345)
    {
        uint _651;
        _651 = 0u;
        uint _367;
        for (; _651 < _355; _651 = _367)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _655;
            _655 = _651;
            for (;;)
            {
                _367 = _651 + 8u;
                if (_655 < min(_367, _368))
                {
                    _374[((_655 - _651) * _61) + gl_LocalInvocationID.x] = _187[_655];
                    _655++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _393 = ((gl_LocalInvocationID.x + _61) - (_651 % _61)) % _61;
            if (_393 < min(8u, (_395 - _651)))
            {
                float _659;
                _659 = 0.0;
                for (uint _657 = 0u; _657 < _61; )
                {
                    _659 += _374[(_393 * _61) + _657];
                    _657++;
                    continue;
                }
                _427[_651 / _61] = _659;
            }
        }
    }
    else
    {
        for (uint _643 = 0u; _643 < _442; _643++)
        {
            float _448 = _187[_643];
            float _646;
            do
            {
                float _595 = simd_sum(_448);
                if (_51)
                {
                    _646 = _595;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _599 = simd_is_first();
                if (_599)
                {
                    _64[gl_SubgroupID] = _595;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _645;
                _645 = _64[0];
                for (uint _644 = 1u; _644 < gl_NumSubgroups; )
                {
                    _645 += _64[_644];
                    _644++;
                    continue;
                }
                _646 = _645;
                break;
            } while(false);
            if ((_643 % _61) == gl_LocalInvocationID.x)
            {
                _427[_643 / _61] = _646;
            }
        }
    }
    for (uint _652 = 0u; _652 < _424; _652++)
    {
        uint _474 = (_652 * _61) + gl_LocalInvocationID.x;
        uint _479 = _154 + (_474 % _153);
        uint _484 = _159 + (_474 / _153);
        bool _487 = _474 < _486;
        bool _494;
        if (_487)
        {
            _494 = _479 < _118._m3;
        }
        else
        {
            _494 = _487;
        }
        if (_494 && (_484 < _174))
        {
            _504._m0[((_484 * _118._m5) + _118._m4) + _479] = _427[_652];
        }
    }
}

