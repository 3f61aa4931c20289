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

struct _112
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

struct _151
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _182 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _187 = SPIRV_CROSS_CONSTANT_ID_3;

struct _191
{
    uint _m0[1];
};

constant uint _211 = (_182 * _187);
constant uint _213 = (_182 * _187);

struct _309
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _372 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _373 = (_372 == 1u);
constant uint _383 = (_182 * _187);
constant uint _396 = (_182 * _187);
constant uint _399 = (8u * _61);
constant uint _423 = (_182 * _187);
constant uint _449 = (_182 * _187);
constant uint _450 = (_449 + _61);
constant uint _451 = (_450 - 1u);
constant uint _452 = (_451 / _61);
constant uint _470 = (_182 * _187);
constant uint _514 = (_182 * _187);

struct _530
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _550 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_550, 1u, 1u);

kernel void main0(constant _112& _114 [[buffer(0)]], const device _191& _193 [[buffer(1)]], const device _151& _153 [[buffer(2)]], const device _309& _311 [[buffer(3)]], device _530& _532 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _64[_61];
    threadgroup float _402[_399];
    uint _183 = gl_WorkGroupID.x * _182;
    uint _188 = gl_WorkGroupID.y * _187;
    uint _203 = _193._m0[_114._m6] - _114._m7;
    float _216[_213];
    for (uint _695 = 0u; _695 < _211; )
    {
        _216[_695] = 0.0;
        _695++;
        continue;
    }
    uint _696;
    _696 = gl_LocalInvocationID.x;
    _25 _242[_182];
    float4 _278[_187];
    for (; _696 < _114._m0; _696 += _61)
    {
        for (uint _715 = 0u; _715 < _182; )
        {
            _242[_715] = _25{ uint4(4u * ((min((_183 + _715), (_114._m3 - 1u)) * _114._m0) + _696)), 1.0, 0.0 };
            _715++;
            continue;
        }
        for (uint _716 = 0u; _716 < 4u; _716++)
        {
            for (uint _719 = 0u; _719 < _187; _719++)
            {
                uint _288 = _114._m7 + min((_188 + _719), (_203 - 1u));
                uint _591 = 4u * ((4u * _696) + _716);
                float _728;
                if (_591 < _114._m2)
                {
                    _728 = _153._m0[(_288 * _114._m2) + min(_591, (_114._m2 - 1u))];
                }
                else
                {
                    _728 = 0.0;
                }
                uint _745 = _591 + 1u;
                float _764;
                if (_745 < _114._m2)
                {
                    _764 = _153._m0[(_288 * _114._m2) + min(_745, (_114._m2 - 1u))];
                }
                else
                {
                    _764 = 0.0;
                }
                uint _774 = _591 + 2u;
                float _793;
                if (_774 < _114._m2)
                {
                    _793 = _153._m0[(_288 * _114._m2) + min(_774, (_114._m2 - 1u))];
                }
                else
                {
                    _793 = 0.0;
                }
                uint _803 = _591 + 3u;
                float _822;
                if (_803 < _114._m2)
                {
                    _822 = _153._m0[(_288 * _114._m2) + min(_803, (_114._m2 - 1u))];
                }
                else
                {
                    _822 = 0.0;
                }
                _278[_719] = float4(_728, _764, _793, _822);
            }
            uint _720;
            _720 = 0u;
            for (; _720 < _182; _720++)
            {
                uint _316 = _242[_720]._m0.x + _716;
                float2 _626 = float2(as_type<half2>(_311._m0[_316].x));
                float2 _629 = float2(as_type<half2>(_311._m0[_316].y));
                float _630 = _626.x;
                float _631 = _626.y;
                float _632 = _629.x;
                float _633 = _629.y;
                for (uint _723 = 0u; _723 < _187; )
                {
                    uint _334 = (_723 * _182) + _720;
                    _216[_334] = fma(_278[_723].w, _633, fma(_278[_723].z, _632, fma(_278[_723].y, _631, fma(_278[_723].x, _630, _216[_334]))));
                    _723++;
                    continue;
                }
            }
        }
    }
    float _455[_452];
    if (_373)
    {
        uint _705;
        _705 = 0u;
        uint _395;
        for (; _705 < _383; _705 = _395)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _709;
            _709 = _705;
            for (;;)
            {
                _395 = _705 + 8u;
                if (_709 < min(_395, _396))
                {
                    _402[((_709 - _705) * _61) + gl_LocalInvocationID.x] = _216[_709];
                    _709++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _421 = ((gl_LocalInvocationID.x + _61) - (_705 % _61)) % _61;
            if (_421 < min(8u, (_423 - _705)))
            {
                float _713;
                _713 = 0.0;
                for (uint _711 = 0u; _711 < _61; )
                {
                    _713 += _402[(_421 * _61) + _711];
                    _711++;
                    continue;
                }
                _455[_705 / _61] = _713;
            }
        }
    }
    else
    {
        for (uint _697 = 0u; _697 < _470; _697++)
        {
            float _476 = _216[_697];
            float _700;
            do
            {
                float _651 = simd_sum(_476);
                if (_51)
                {
                    _700 = _651;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _655 = simd_is_first();
                if (_655)
                {
                    _64[gl_SubgroupID] = _651;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _699;
                _699 = _64[0];
                for (uint _698 = 1u; _698 < gl_NumSubgroups; )
                {
                    _699 += _64[_698];
                    _698++;
                    continue;
                }
                _700 = _699;
                break;
            } while(false);
            if ((_697 % _61) == gl_LocalInvocationID.x)
            {
                _455[_697 / _61] = _700;
            }
        }
    }
    for (uint _706 = 0u; _706 < _452; _706++)
    {
        uint _502 = (_706 * _61) + gl_LocalInvocationID.x;
        uint _507 = _183 + (_502 % _182);
        uint _512 = _188 + (_502 / _182);
        bool _515 = _502 < _514;
        bool _522;
        if (_515)
        {
            _522 = _507 < _114._m3;
        }
        else
        {
            _522 = _515;
        }
        if (_522 && (_512 < _203))
        {
            _532._m0[((_512 * _114._m5) + _114._m4) + _507] = _455[_706];
        }
    }
}

